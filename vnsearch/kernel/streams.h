/* Token streams, and tables that tell of a code in which row of a search it is.

   An array comes with the number of its elements behind it. OUTSIDE is returned where numbers
   of an index point outside the arrays, or the arrays do not fit each other. */

#ifndef STREAMS_H
#define STREAMS_H

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

enum { MARKER = 0xFFFF, BLOCK = 8, CHUNK = 128 };

static inline int64_t rare_code(const Stream *stream, int64_t place)
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

static inline int is_within(const Stream *stream, int64_t start, int64_t length)
{
    return start >= 0 && length >= 0 && start <= stream->size && length <= stream->size - start;
}

/* A table by code, which counts rows from 1 and has 0 for no row: in one byte or in two. */
typedef struct {
    const uint8_t *bytes;
    int64_t codes;
    int is_wide;
} Table;

static inline Table table_of(const uint8_t *bytes, int64_t size, int64_t width)
{
    const Table table = {bytes, width == 1 || width == 2 ? size / width : 0, width == 2};
    return table;
}

static inline int64_t row_of(const uint8_t *bytes, int64_t code, int is_wide)
{
    return is_wide ? ((const uint16_t *)bytes)[code] : bytes[code];
}

/* Whether one of some tokens has a code that is aside, or that the table does not have. */
static inline int are_beyond(const uint16_t *packed, int64_t size, int64_t codes)
{
    const uint16_t limit = codes < MARKER ? (uint16_t)codes : MARKER;
    int any = 0;
    for (int64_t at = 0; at < size; at++)
        any |= packed[at] >= limit;
    return any;
}

/* Whether one of the next BLOCK tokens has a row. */
static inline int have_rows(const uint16_t *packed, const uint8_t *bytes, int is_wide)
{
    int64_t any = 0;
    for (int64_t at = 0; at < BLOCK; at++)
        any |= row_of(bytes, packed[at], is_wide);
    return any != 0;
}

/* Those of some tokens, CHUNK at most, that have a row, and maybe others; how many. There is no
   branch for each of a block that has some, as common words are everywhere. */
static inline int64_t with_rows(const uint16_t *packed, int64_t size, Table table, int is_wide,
                                uint8_t *places)
{
    const int are_all = are_beyond(packed, size, table.codes);
    int64_t count = 0;
    for (int64_t at = 0; at < size;) {
        if (!are_all && at + BLOCK <= size && !have_rows(packed + at, table.bytes, is_wide)) {
            at += BLOCK;
            continue;
        }
        for (const int64_t end = at + BLOCK < size ? at + BLOCK : size; at < end; at++) {
            places[count] = (uint8_t)at;
            count += are_all || row_of(table.bytes, packed[at], is_wide);
        }
    }
    return count;
}

/* The tokens of a text that have a row, and the rows from 0; how many, OUTSIDE where they are
   more than `most`. Compiled once for each width of a table. */
static inline int64_t find_rows_of(const Stream *stream, int64_t start, int64_t length,
                                   Table table, int is_wide, int64_t *tokens, int64_t *rows,
                                   int64_t most)
{
    int64_t count = 0;
    uint8_t places[CHUNK];
    for (int64_t first = 0; first < length; first += CHUNK) {
        const int64_t size = length - first < CHUNK ? length - first : CHUNK;
        const uint16_t *packed = stream->packed + start + first;
        const int64_t held = with_rows(packed, size, table, is_wide, places);
        for (int64_t place = 0; place < held; place++) {
            const int64_t token = first + places[place];
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
    }
    return count;
}

/* The same, whichever width the table has. */
static inline int64_t find_rows_in(const Stream *stream, int64_t start, int64_t length,
                                   Table table, int64_t *tokens, int64_t *rows, int64_t most)
{
    if (!is_within(stream, start, length))
        return OUTSIDE;
    return table.is_wide ? find_rows_of(stream, start, length, table, 1, tokens, rows, most)
                         : find_rows_of(stream, start, length, table, 0, tokens, rows, most);
}

/* Whether all of some numbers are 0 or more and below a limit. */
static inline int are_below(const int64_t *numbers, int64_t count, int64_t limit)
{
    for (int64_t at = 0; at < count; at++)
        if (numbers[at] < 0 || numbers[at] >= limit)
            return 0;
    return 1;
}

/* See streams.c. */
int64_t find_rows(const uint16_t *packed, int64_t size, const uint64_t *rare_places,
                  int64_t rare, const uint32_t *rare_codes, int64_t rare_too,
                  const int64_t *starts, int64_t texts, const int64_t *lengths,
                  int64_t texts_too, const uint8_t *bytes, int64_t bytes_size, int64_t width,
                  int64_t *owners, int64_t most, int64_t *tokens, int64_t most_tokens,
                  int64_t *rows, int64_t most_rows);

#endif
