/* What a search looks for in token streams, and adds up there: what segment/token_stream.py,
   search/matching/phrase.py and search/ranking/windows.py do in NumPy, number for number.

   An array comes with the number of its elements behind it. OUTSIDE is returned where numbers
   of an index point outside the arrays, or the arrays do not fit each other. */

#include <stdint.h>

static const int64_t OUTSIDE = -1;

/* A token stream; the codes of MARKER are aside, by their places. */
typedef struct {
    const uint16_t *packed;
    int64_t size;
    const uint64_t *rare_places;
    const uint32_t *rare_codes;
    int64_t rare;
} Stream;

enum { MARKER = 0xFFFF };

static int64_t rare_code(const Stream *stream, int64_t place)
{
    int64_t low = 0, high = stream->rare;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (stream->rare_places[middle] < (uint64_t)place)
            low = middle + 1;
        else
            high = middle;
    }
    return low < stream->rare ? (int64_t)stream->rare_codes[low] : OUTSIDE;
}

/* The code at a place within the stream, OUTSIDE for one that is not below `codes`. */
static inline int64_t code_at(const Stream *stream, int64_t place, int64_t codes)
{
    const int64_t packed = stream->packed[place];
    const int64_t code = packed == MARKER ? rare_code(stream, place) : packed;
    return code < codes ? code : OUTSIDE;
}

static int is_within(const Stream *stream, int64_t start, int64_t length)
{
    return start >= 0 && length >= 0 && start <= stream->size && length <= stream->size - start;
}

/* A table by code, which counts rows from 1 and has 0 for no row: in one byte or in two. */
typedef struct {
    const uint8_t *bytes;
    int64_t codes;
    int is_wide;
} Table;

static Table table_of(const uint8_t *bytes, int64_t size, int64_t width)
{
    const Table table = {bytes, width == 1 || width == 2 ? size / width : 0, width == 2};
    return table;
}

static inline int64_t row_of(const uint8_t *bytes, int64_t code, int is_wide)
{
    return is_wide ? ((const uint16_t *)bytes)[code] : bytes[code];
}

/* How many of the leading tokens have no row and no code that is aside, in steps of 8; the table
   has a row for all that 16 bits can be. */
static inline int64_t without_rows(const uint16_t *packed, int64_t size, const uint8_t *bytes,
                                   int is_wide)
{
    int64_t at = 0;
    for (; at + 8 <= size; at += 8) {
        int64_t any = 0;
        for (int64_t step = 0; step < 8; step++)
            any |= row_of(bytes, packed[at + step], is_wide) | (packed[at + step] == MARKER);
        if (any)
            break;
    }
    return at;
}

/* The tokens of a text that have a row, and the rows from 0; how many, OUTSIDE where they are
   more than `most`. Compiled once for each width of a table. */
static inline int64_t find_rows_of(const Stream *stream, int64_t start, int64_t length,
                                   Table table, int is_wide, int64_t *tokens, int64_t *rows,
                                   int64_t most)
{
    int64_t count = 0;
    for (int64_t token = 0; token < length; token++) {
        if (table.codes > MARKER)
            token += without_rows(stream->packed + start + token, length - token, table.bytes,
                                  is_wide);
        if (token == length)
            break;
        const int64_t code = code_at(stream, start + token, table.codes);
        if (code < 0)
            return OUTSIDE;
        const int64_t row = row_of(table.bytes, code, is_wide);
        if (!row)
            continue;
        if (count == most)
            return OUTSIDE;
        tokens[count] = token;
        rows[count++] = row - 1;
    }
    return count;
}

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
        const int64_t start = starts[text], length = lengths[text];
        if (!is_within(&stream, start, length))
            return OUTSIDE;
        const int64_t found
            = table.is_wide ? find_rows_of(&stream, start, length, table, 1, tokens + count,
                                           rows + count, most - count)
                            : find_rows_of(&stream, start, length, table, 0, tokens + count,
                                           rows + count, most - count);
        if (found < 0)
            return OUTSIDE;
        for (int64_t end = count + found; count < end; count++)
            owners[count] = text;
    }
    return count;
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
    const int64_t rows = bits / words;
    for (int64_t text = 0; text < texts; text++) {
        const int64_t start = starts[text], length = lengths[text];
        if (!is_within(&stream, start, length))
            return OUTSIDE;
        best[text] = -1;
        for (int64_t at = start; at <= start + length - words; at++) {
            int64_t exact = 0, typed = 0, word = 0;
            if (table.codes > MARKER)
                at += without_rows(packed + at, start + length - words - at, table.bytes,
                                   table.is_wide);
            for (; word < words; word++) {
                const int64_t code = code_at(&stream, at + word, table.codes);
                if (code < 0)
                    return OUTSIDE;
                const int64_t row = row_of(table.bytes, code, table.is_wide);
                if (row >= rows)
                    return OUTSIDE;
                const int64_t answer = answers[word * rows + row];
                if (!(answer & wanted))
                    break;
                exact += (answer & is_exact) != 0;
                typed += (answer & is_typed) != 0;
            }
            if (word == words && exact * (words + 1) + typed > best[text])
                best[text] = exact * (words + 1) + typed;
        }
    }
    return texts;
}

/* Windows of texts: `counts` of each text, each window `step` tokens behind the one before it, and
   in `bases` how many those before it have. */
typedef struct {
    const int64_t *counts, *bases;
    int64_t texts;
    uint32_t step; /* divisions of 64 bits take several times as long */
} Windows;

/* The texts and the first tokens of the windows that are marked, which get their numbers there;
   how many windows, OUTSIDE where they are more than `most`. */
static int64_t number_windows(Windows all, int64_t *row_of, int64_t *row_owners,
                              int64_t *row_starts, int64_t most)
{
    int64_t rows = 0;
    for (int64_t text = 0; text < all.texts; text++)
        for (int64_t number = 0; number < all.counts[text]; number++)
            if (row_of[all.bases[text] + number]) {
                if (rows == most)
                    return OUTSIDE;
                row_of[all.bases[text] + number] = rows;
                row_owners[rows] = text;
                row_starts[rows++] = number * all.step;
            }
    return rows;
}

/* Windows of `window` tokens, each half over the next, of texts that have `counts` of them,
   text by text: the weights of the events in each window that has one, by slot, added up in
   `totals`, which are 0. `row_of` has a 0 for each window. How many windows have an event. */
int64_t add_windows(const int64_t *owners, int64_t events, const int64_t *places,
                    int64_t events_too, const int64_t *slots, int64_t slots_too,
                    const float *weights, int64_t weights_too, const int64_t *counts,
                    int64_t texts, int64_t window, int64_t slot_count, int64_t *row_of,
                    int64_t windows, double *totals, int64_t most_totals, int64_t *row_owners,
                    int64_t most, int64_t *row_starts, int64_t most_starts, int64_t *bases,
                    int64_t most_bases)
{
    const Windows all = {counts, bases, texts, (uint32_t)(window / 2)};
    int64_t before_text = 0;
    if (events_too != events || slots_too != events || weights_too != events || window < 2
        || window > UINT32_MAX || most_starts < most || most_bases < texts || slot_count < 1)
        return OUTSIDE;
    for (int64_t text = 0; text < texts; text++) {
        if (counts[text] < 1 || counts[text] > windows - before_text)
            return OUTSIDE;
        bases[text] = before_text;
        before_text += counts[text];
    }
    for (int64_t event = 0; event < events; event++) {
        const int64_t owner = owners[event];
        if (owner < 0 || owner >= texts || places[event] < 0 || places[event] > UINT32_MAX
            || slots[event] < 0 || slots[event] >= slot_count)
            return OUTSIDE;
        const int64_t half = (uint32_t)places[event] / all.step;
        if (half > counts[owner])
            return OUTSIDE;
        if (half < counts[owner])
            row_of[bases[owner] + half] = 1;
        if (half)
            row_of[bases[owner] + half - 1] = 1;
    }
    const int64_t rows = number_windows(all, row_of, row_owners, row_starts, most);
    if (rows > most_totals / slot_count)
        return OUTSIDE;
    for (int64_t before = 0; rows >= 0 && before < 2; before++)
        for (int64_t event = 0; event < events; event++) {
            const int64_t half = (uint32_t)places[event] / all.step;
            const int64_t owner = owners[event], number = half - before;
            if (number >= 0 && number < counts[owner])
                totals[row_of[bases[owner] + number] * slot_count + slots[event]]
                    += (double)weights[event];
        }
    return rows;
}
