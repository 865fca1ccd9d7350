/* Where the words of a query stand in the texts of a page, and what each of them is worth: what
   search/showing/highlight.py does in NumPy, number for number. See streams.h. */

#include "places.h"
#include "streams.h"

/* The terms that the codes of each row answer: entries, of which `exact` ones bear every mark; and
   what each of `words` terms is worth, first with other marks, then exactly. */
typedef struct {
    const int64_t *starts, *counts;
    int64_t rows;
    const int64_t *terms;
    const uint8_t *exact;
    int64_t entries;
    const double *worths;
    int64_t words;
} Answers;

static int are_sound(const Answers *known)
{
    for (int64_t row = 0; row < known->rows; row++)
        if (known->starts[row] < 0 || known->counts[row] < 1
            || known->counts[row] > known->entries - known->starts[row])
            return 0;
    return are_below(known->terms, known->entries, known->words);
}

/* Note the terms that a row answers exactly, by the number of the text. */
static void note_exact(const Answers *known, int64_t row, int64_t text, int64_t *exact_in)
{
    const int64_t start = known->starts[row];
    for (int64_t entry = start; entry < start + known->counts[row]; entry++)
        if (known->exact[entry])
            exact_in[known->terms[entry]] = text;
}

/* The first of the entries of a row that are worth most in a text, where a term that something
   answers exactly is not answered otherwise; what it is worth. */
static double best_entry(const Answers *known, int64_t row, int64_t text,
                         const int64_t *exact_in, int64_t *best)
{
    const int64_t start = known->starts[row];
    double most = -1;
    for (int64_t entry = start; entry < start + known->counts[row]; entry++) {
        const int64_t term = known->terms[entry];
        const int is_exact = known->exact[entry] != 0;
        const int is_hidden = !is_exact && exact_in[term] == text;
        const double worth = is_hidden ? 0 : known->worths[is_exact * known->words + term];
        if (worth > most) {
            most = worth;
            *best = entry;
        }
    }
    return most;
}

/* The tokens of some texts that answer a term, text by text: of which text, where they stand in
   it, the term and what they are worth there, twice in the `passage` tokens from `nears` on. How
   many; below 0 where that is not known, also of more than `most_answers` answers. `points` are
   the characters of the texts, and `exact_in` has room for a number for each term. */
int64_t mark_words(const uint16_t *packed, int64_t size, const uint64_t *rare_places,
                   int64_t rare, const uint32_t *rare_codes, int64_t rare_too,
                   const int64_t *starts, int64_t texts, const int64_t *lengths,
                   int64_t texts_too, const uint8_t *bytes, int64_t bytes_size, int64_t width,
                   const int64_t *entry_starts, int64_t rows, const int64_t *entry_counts,
                   int64_t rows_too, const int64_t *terms, int64_t entries,
                   const uint8_t *exact, int64_t entries_too, const double *worths,
                   int64_t twice_words, const int64_t *nears, int64_t near_texts,
                   int64_t passage, int64_t most_answers, const uint32_t *points,
                   int64_t characters, const uint8_t *classes, int64_t known_classes,
                   const int64_t *bases, int64_t texts_and_one, int64_t *exact_in,
                   int64_t most_words, int64_t *numbers, int64_t most, int64_t *owners,
                   int64_t most_owners, int64_t *first, int64_t most_first, int64_t *behind,
                   int64_t most_behind, int64_t *words, int64_t most_marked, double *weights,
                   int64_t most_weights)
{
    const Stream stream = {packed, size, rare_places, rare_codes, rare};
    const Table table = table_of(bytes, bytes_size, width);
    const Answers known = {entry_starts, entry_counts, rows, terms, exact, entries, worths,
                           twice_words / 2};
    int64_t count = 0, answers = 0;
    if (rare != rare_too || texts != texts_too || texts != near_texts || rows != rows_too
        || entries != entries_too || most_words < known.words || most_owners < most
        || most_first < most || most_behind < most || most_marked < most || most_weights < most
        || !are_sound(&known))
        return OUTSIDE;
    for (int64_t term = 0; term < known.words; term++)
        exact_in[term] = -1;
    for (int64_t text = 0; text < texts; text++) {
        const int64_t held = find_rows_in(&stream, starts[text], lengths[text], table,
                                          numbers + count, words + count, most - count);
        const int64_t end = held < 0 ? count : count + held;
        if (held < 0)
            return OUTSIDE;
        for (int64_t at = count; at < end; at++) {
            if (words[at] >= rows)
                return OUTSIDE;
            note_exact(&known, words[at], text, exact_in);
            answers += known.counts[words[at]];
        }
        if (answers > most_answers)
            return OUTSIDE;
        for (int64_t at = count; at < end; at++) {
            int64_t best = 0;
            const double worth = best_entry(&known, words[at], text, exact_in, &best);
            const int64_t number = numbers[at];
            if (worth <= 0)
                continue;
            owners[count] = text;
            numbers[count] = number;
            words[count] = terms[best];
            weights[count++]
                = number >= nears[text] && number - nears[text] < passage ? 2 * worth : worth;
        }
    }
    const int64_t found = find_places(points, characters, classes, known_classes, bases,
                                      texts_and_one, owners, count, numbers, count, first, most,
                                      behind, most);
    return found < 0 ? OUTSIDE : count;
}
