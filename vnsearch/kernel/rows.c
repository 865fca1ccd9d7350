/* Rows of bytes made of names, one row behind the other: what cluster/storage/rows.py and
   repeats.py, and cluster/client/strings.py, do without it.

   An array comes with the number of its elements behind it. What makes rows writes where each
   ends, and returns the bytes that all of them take; where these are more than there is room
   for, what was written is a part of them. Below 0 it returns where a number names nothing. */

#include <stdint.h>
#include <string.h>

enum { OUTSIDE = -1, SHORT = 32, BLOCK = 16, BITS = 16, MANY = 8, MOST_TIMES = 0xFFFF };

/* Names by number, end to end. */
typedef struct {
    const uint8_t *bytes;
    int64_t size;
    const int64_t *ends;
    int64_t count;
} Names;

/* Where rows are written: so many bytes so far, written as long as there is room. */
typedef struct {
    uint8_t *bytes;
    int64_t room, size;
} Rows;

static inline void put(Rows *rows, const void *bytes, int64_t size)
{
    if (size <= rows->room - rows->size)
        memcpy(rows->bytes + rows->size, bytes, (size_t)size);
    rows->size += size;
}

static inline void put_sign(Rows *rows, uint8_t sign)
{
    put(rows, &sign, 1);
}

/* Write a name; whether there is one of that number. */
static inline int put_name(Rows *rows, const Names *names, int64_t number)
{
    if (number < 0 || number >= names->count)
        return 0;
    const int64_t start = number ? names->ends[number - 1] : 0;
    const int64_t size = names->ends[number] - start;
    if (start < 0 || size < 0 || size > names->size - start)
        return 0;
    if (size <= SHORT && SHORT <= names->size - start && SHORT <= rows->room - rows->size) {
        memcpy(rows->bytes + rows->size, names->bytes + start, SHORT); /* faster than its size */
        rows->size += size;
    } else {
        put(rows, names->bytes + start, size);
    }
    return 1;
}

/* Rows of so many names each, with a space between. */
int64_t lay_names(const uint8_t *bytes, int64_t size, const int64_t *ends, int64_t count,
                  const int32_t *numbers, int64_t tokens, const int64_t *counts, int64_t texts,
                  uint8_t *out, int64_t room, int64_t *row_ends, int64_t texts_too)
{
    const Names names = {bytes, size, ends, count};
    Rows rows = {out, room, 0};
    int64_t at = 0;
    if (texts_too != texts)
        return OUTSIDE;
    for (int64_t text = 0; text < texts; text++) {
        if (counts[text] < 0 || counts[text] > tokens - at)
            return OUTSIDE;
        for (const int64_t first = at, end = at + counts[text]; at < end; at++) {
            if (at > first)
                put_sign(&rows, ' ');
            if (!put_name(&rows, &names, numbers[at]))
                return OUTSIDE;
        }
        row_ends[text] = rows.size;
    }
    return rows.size;
}

/* Of posting lists, what stands in a document more than once, in the order of the documents and of
   the lists: the number of the list, and how often. `row_ends` is 0 for each document, and has
   then where those of it end. How many there are, of which all are written or none. */
int64_t take_repeated(const uint32_t *documents, int64_t size, const uint32_t *frequencies,
                      int64_t size_too, const int64_t *list_ends, int64_t lists,
                      int64_t *row_ends, int64_t texts, int64_t *listed, int64_t room,
                      int64_t *times, int64_t room_too)
{
    int64_t total = 0, at = 0;
    if (size_too != size || room_too != room)
        return OUTSIDE;
    for (int64_t place = 0; place < size; place++) {
        if (documents[place] >= texts)
            return OUTSIDE;
        row_ends[documents[place]] += frequencies[place] > 1;
    }
    for (int64_t text = 0; text < texts; text++) {
        const int64_t own = row_ends[text];
        row_ends[text] = total; /* where they begin, which moves to where they end */
        total += own;
    }
    if (total > room)
        return total;
    for (int64_t list = 0; list < lists; list++) {
        if (list_ends[list] > size)
            return OUTSIDE;
        for (; at < list_ends[list]; at++) {
            if (frequencies[at] < 2)
                continue;
            const int64_t place = row_ends[documents[at]]++;
            if (place < 0 || place >= room)
                return OUTSIDE;
            listed[place] = list;
            times[place] = frequencies[at];
        }
    }
    return total;
}

/* Write a name of two with the sign of a bit, or with that of many. */
static int put_signed(Rows *rows, const Names *names, int64_t first, int64_t second, int bit)
{
    char sign[] = {'#', (char)('0' + bit / 10), (char)('0' + bit % 10)};
    if (!put_name(rows, names, first))
        return 0;
    if (second >= 0) {
        put_sign(rows, '_');
        if (!put_name(rows, names, second))
            return 0;
    }
    if (bit == BITS) {
        put(rows, "#many", 5);
    } else if (bit < 10) {
        put_sign(rows, '#');
        put_sign(rows, (uint8_t)sign[2]);
    } else {
        put(rows, sign, 3);
    }
    return 1;
}

/* Rows of what stands in a text more than once, by the numbers of its names, of which the second
   is -1 where there is one alone: how often more than once, as a word for each bit. */
int64_t name_repeats(const uint8_t *bytes, int64_t size, const int64_t *ends, int64_t count,
                     const int64_t *firsts, int64_t held, const int64_t *seconds,
                     int64_t held_too, const int64_t *times, int64_t held_three,
                     const int64_t *text_ends, int64_t texts, uint8_t *out, int64_t room,
                     int64_t *row_ends, int64_t texts_too)
{
    const Names names = {bytes, size, ends, count};
    Rows rows = {out, room, 0};
    int64_t at = 0;
    if (texts_too != texts || held_too != held || held_three != held)
        return OUTSIDE;
    for (int64_t text = 0; text < texts; text++) {
        const int64_t row = rows.size;
        if (text_ends[text] > held)
            return OUTSIDE;
        for (; at < text_ends[text]; at++) {
            const int64_t more = times[at] - 1;
            const int64_t told = more > MOST_TIMES ? MOST_TIMES : more;
            for (int bit = 0; bit <= BITS; bit++) {
                if (bit == BITS ? told >> MANY == 0 : !(told >> bit & 1))
                    continue;
                if (rows.size > row)
                    put_sign(&rows, ' ');
                if (!put_signed(&rows, &names, firsts[at], seconds[at], bit))
                    return OUTSIDE;
            }
        }
        row_ends[text] = rows.size;
    }
    return rows.size;
}

/* Whether none of some bytes stands in JSON in another way. */
static inline int is_plain(const uint8_t *bytes)
{
    int others = 0;
    for (int i = 0; i < BLOCK; i++)
        others |= (bytes[i] < ' ') | (bytes[i] == '"') | (bytes[i] == '\\');
    return !others;
}

static void put_escaped(Rows *rows, uint8_t sign)
{
    static const char letters[] = "btn\0fr", digits[] = "0123456789abcdef";
    char code[] = {'\\', 'u', '0', '0', digits[sign >> 4], digits[sign & 15]};
    if (sign == '"' || sign == '\\')
        code[1] = (char)sign;
    else if (sign >= 8 && sign <= 13 && letters[sign - 8])
        code[1] = letters[sign - 8];
    else if (sign >= ' ') {
        put_sign(rows, sign);
        return;
    }
    put(rows, code, code[1] == 'u' ? 6 : 2);
}

/* Rows of texts, given end to end as UTF-8, as strings of JSON. */
int64_t escape_texts(const uint8_t *text, int64_t size, const int64_t *ends, int64_t texts,
                     uint8_t *out, int64_t room, int64_t *row_ends, int64_t texts_too)
{
    Rows rows = {out, room, 0};
    int64_t at = 0;
    if (texts_too != texts)
        return OUTSIDE;
    for (int64_t row = 0; row < texts; row++) {
        if (ends[row] > size)
            return OUTSIDE;
        put_sign(&rows, '"');
        while (at < ends[row]) {
            if (BLOCK <= ends[row] - at && is_plain(text + at)) {
                put(&rows, text + at, BLOCK);
                at += BLOCK;
                continue;
            }
            for (int64_t end = ends[row] - at < BLOCK ? ends[row] : at + BLOCK; at < end; at++)
                put_escaped(&rows, text[at]);
        }
        put_sign(&rows, '"');
        row_ends[row] = rows.size;
    }
    return rows.size;
}
