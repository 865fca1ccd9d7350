"""What a terminal shows, laid out and coloured by Rich; where colour and a pager are wanted."""
