"""E-mail: messages and mailboxes of the internet, and those of Outlook."""
