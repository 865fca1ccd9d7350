/* What a search looks for in token streams: what segment/token_stream.py and
   search/matching/phrase.py do in NumPy, number for number. See streams.h. */

#include "streams.h"

enum { UNSOUND = -2 };

/* The tokens of some texts whose code has a row in a table of `width` bytes a code: of which
   text, the how manieth of it, and the row from 0; how many. */
int64_t find_rows(const uint16_t *packed, int64_t size, const uint64_t *rare_places,
                  int64_t rare, const uint32_t *rare_codes, int64_t rare_too,
                  const int64_t *starts, int64_t texts, const int64_t *lengths,
                  int64_t texts_too, const uint8_t *bytes, int64_t bytes_size, int64_t width,
                  int64_t *owners, int64_t most, int64_t *tokens, int64_t most_tokens,
                  int64_t *rows, int64_t most_rows)
{
    const Stream stream = {packed, size, rare_places, rare_codes, rare};
    const Table table = table_of(bytes, bytes_size, width);
    int64_t count = 0;
    if (rare != rare_too || texts != texts_too || most_tokens < most || most_rows < most)
        return OUTSIDE;
    for (int64_t text = 0; text < texts; text++) {
        const int64_t found = find_rows_in(&stream, starts[text], lengths[text], table,
                                           tokens + count, rows + count, most - count);
        if (found < 0)
            return OUTSIDE;
        for (int64_t end = count + found; count < end; count++)
            owners[count] = text;
    }
    return count;
}

/* A phrase: for each of `words` how the codes of each row answer it, in bits. */
typedef struct {
    const uint8_t *answers;
    int64_t rows, words, wanted, is_exact, is_typed;
} Phrase;

/* How well the tokens from a place on answer a phrase: (words + 1) times the words answered
   exactly, and those as typed; -1 for not at all, UNSOUND where a code or a row is not there. */
static int64_t answered(const Stream *stream, int64_t at, Table table, const Phrase *phrase)
{
    int64_t exact = 0, typed = 0;
    for (int64_t word = 0; word < phrase->words; word++) {
        const int64_t code = code_at(stream, at + word, table.codes);
        const int64_t row = code < 0 ? phrase->rows : row_of(table.bytes, code, table.is_wide);
        if (row >= phrase->rows)
            return UNSOUND;
        const int64_t answer = phrase->answers[word * phrase->rows + row];
        if (!(answer & phrase->wanted))
            return -1;
        exact += (answer & phrase->is_exact) != 0;
        typed += (answer & phrase->is_typed) != 0;
    }
    return exact * (phrase->words + 1) + typed;
}

/* The best answer in a text, as of `answered`. */
static inline int64_t best_answer(const Stream *stream, int64_t start, int64_t length,
                                  Table table, int is_wide, const Phrase *phrase)
{
    const int64_t behind = start + length - phrase->words + 1;
    uint8_t places[CHUNK];
    int64_t best = -1;
    for (int64_t first = start; first < behind; first += CHUNK) {
        const int64_t size = behind - first < CHUNK ? behind - first : CHUNK;
        const int64_t held = with_rows(stream->packed + first, size, table, is_wide, places);
        for (int64_t place = 0; place < held; place++) {
            const int64_t found = answered(stream, first + places[place], table, phrase);
            if (found == UNSOUND)
                return UNSOUND;
            best = found > best ? found : best;
        }
    }
    return best;
}

/* For each of some texts the best of the places at which codes follow one another that answer
   the words of a phrase: (words + 1) times the words answered exactly, and those as typed; -1
   for none. `answers` has for each word how the codes of each row answer it, in bits. */
int64_t find_phrase(const uint16_t *packed, int64_t size, const uint64_t *rare_places,
                    int64_t rare, const uint32_t *rare_codes, int64_t rare_too,
                    const int64_t *starts, int64_t texts, const int64_t *lengths,
                    int64_t texts_too, const uint8_t *bytes, int64_t bytes_size, int64_t width,
                    const uint8_t *answers, int64_t bits, int64_t words, int64_t wanted,
                    int64_t is_exact, int64_t is_typed, int64_t *best, int64_t most)
{
    const Stream stream = {packed, size, rare_places, rare_codes, rare};
    const Table table = table_of(bytes, bytes_size, width);
    if (rare != rare_too || texts != texts_too || most < texts || words < 1)
        return OUTSIDE;
    const Phrase phrase = {answers, bits / words, words, wanted, is_exact, is_typed};
    for (int64_t text = 0; text < texts; text++) {
        const int64_t start = starts[text], length = lengths[text];
        if (!is_within(&stream, start, length))
            return OUTSIDE;
        best[text] = table.is_wide ? best_answer(&stream, start, length, table, 1, &phrase)
                                   : best_answer(&stream, start, length, table, 0, &phrase);
        if (best[text] == UNSOUND)
            return OUTSIDE;
    }
    return texts;
}
