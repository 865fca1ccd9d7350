/* For searches: each function is what a function of vnsearch/ does in NumPy, number for number.

   An array comes with the number of its elements behind it. OUTSIDE is returned where numbers
   of an index point outside the arrays, or the arrays do not fit each other. */

#include <stdint.h>

static const int64_t OUTSIDE = -1, UNKNOWN = -2;

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

/* How many of the leading tokens have no row and no code that is aside, in steps of 8; the table
   has a row for all that 16 bits can be. */
static inline int64_t without_rows(const uint16_t *packed, int64_t size, const uint16_t *row_of)
{
    int64_t at = 0;
    for (; at + 8 <= size; at += 8) {
        int any = 0;
        for (int64_t step = 0; step < 8; step++)
            any |= row_of[packed[at + step]] | (packed[at + step] == MARKER);
        if (any)
            break;
    }
    return at;
}

/* The tokens of some texts whose code has a row in a table by code, which counts rows from 1:
   of which text, the how manieth of it, and the row from 0; how many. */
int64_t find_rows(const uint16_t *packed, int64_t size, const uint64_t *rare_places,
                  int64_t rare, const uint32_t *rare_codes, int64_t rare_too,
                  const int64_t *starts, int64_t texts, const int64_t *lengths,
                  int64_t texts_too, const uint16_t *row_of, int64_t codes, int64_t *owners,
                  int64_t most, int64_t *tokens, int64_t most_tokens, int64_t *rows,
                  int64_t most_rows)
{
    const Stream stream = {packed, size, rare_places, rare_codes, rare};
    const int is_wide = codes > MARKER;
    int64_t count = 0;
    if (rare != rare_too || texts != texts_too || most_tokens < most || most_rows < most)
        return OUTSIDE;
    for (int64_t text = 0; text < texts; text++) {
        const int64_t start = starts[text], length = lengths[text];
        if (!is_within(&stream, start, length))
            return OUTSIDE;
        for (int64_t token = 0; token < length; token++) {
            if (is_wide)
                token += without_rows(packed + start + token, length - token, row_of);
            if (token == length)
                break;
            const int64_t code = code_at(&stream, start + token, codes);
            if (code < 0)
                return OUTSIDE;
            if (!row_of[code])
                continue;
            if (count == most)
                return OUTSIDE;
            owners[count] = text;
            tokens[count] = token;
            rows[count++] = row_of[code] - 1;
        }
    }
    return count;
}

/* For each of some texts the best of the places at which codes follow one another that answer
   the words of a phrase: (words + 1) times the words answered exactly, and those as typed; -1
   for none. `tables` has for each word how each code answers it, in bits. */
int64_t find_phrase(const uint16_t *packed, int64_t size, const uint64_t *rare_places,
                    int64_t rare, const uint32_t *rare_codes, int64_t rare_too,
                    const int64_t *starts, int64_t texts, const int64_t *lengths,
                    int64_t texts_too, const uint8_t *tables, int64_t bits, int64_t words,
                    int64_t wanted, int64_t is_exact, int64_t is_typed, int64_t *best,
                    int64_t most)
{
    const Stream stream = {packed, size, rare_places, rare_codes, rare};
    if (rare != rare_too || texts != texts_too || most < texts || words < 1)
        return OUTSIDE;
    const int64_t codes = bits / words;
    for (int64_t text = 0; text < texts; text++) {
        const int64_t start = starts[text], length = lengths[text];
        if (!is_within(&stream, start, length))
            return OUTSIDE;
        best[text] = -1;
        for (int64_t at = start; at <= start + length - words; at++) {
            int64_t exact = 0, typed = 0, word = 0;
            for (; word < words; word++) {
                const int64_t code = code_at(&stream, at + word, codes);
                if (code < 0)
                    return OUTSIDE;
                const int64_t answer = tables[word * codes + code];
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
    const uint32_t step = (uint32_t)(window / 2); /* divisions of 64 bits take several times as long */
    int64_t all = 0, rows = 0;
    if (events_too != events || slots_too != events || weights_too != events || window < 2
        || window > UINT32_MAX || most_starts < most || most_bases < texts || slot_count < 1)
        return OUTSIDE;
    for (int64_t text = 0; text < texts; text++) {
        if (counts[text] < 1 || counts[text] > windows - all)
            return OUTSIDE;
        bases[text] = all;
        all += counts[text];
    }
    for (int64_t event = 0; event < events; event++) {
        const int64_t owner = owners[event];
        if (owner < 0 || owner >= texts || places[event] < 0 || places[event] > UINT32_MAX
            || slots[event] < 0 || slots[event] >= slot_count)
            return OUTSIDE;
        const int64_t half = (uint32_t)places[event] / step;
        if (half > counts[owner])
            return OUTSIDE;
        if (half < counts[owner])
            row_of[bases[owner] + half] = 1;
        if (half)
            row_of[bases[owner] + half - 1] = 1;
    }
    for (int64_t text = 0; text < texts; text++)
        for (int64_t number = 0; number < counts[text]; number++)
            if (row_of[bases[text] + number]) {
                if (rows == most)
                    return OUTSIDE;
                row_of[bases[text] + number] = rows;
                row_owners[rows] = text;
                row_starts[rows++] = number * step;
            }
    if (rows > most_totals / slot_count)
        return OUTSIDE;
    for (int64_t before = 0; before < 2; before++)
        for (int64_t event = 0; event < events; event++) {
            const int64_t half = (uint32_t)places[event] / step;
            const int64_t owner = owners[event], number = half - before;
            if (number >= 0 && number < counts[owner])
                totals[row_of[bases[owner] + number] * slot_count + slots[event]]
                    += (double)weights[event];
        }
    return rows;
}

/* A class of a character as the table has it, 0 for one that is not known; SIGN is that of a
   separator with which a sign may begin that belongs to a token. */
enum { SEPARATOR = 1, LETTER = 2, SIGN = 65, CHUNK = 16 };

/* Whether `CHUNK` characters are separators and letters, and so how many tokens begin there. */
static inline int count_tokens(const uint32_t *points, const uint8_t *classes, int64_t known,
                               int is_inside, int64_t *tokens)
{
    int64_t count = 0;
    int is_other = 0, was_letter = is_inside;
    for (int64_t at = 0; at < CHUNK; at++) {
        const int class = points[at] < known ? classes[points[at]] : 0;
        const int is_letter = class == LETTER;
        is_other |= !is_letter & (class != SEPARATOR);
        count += is_letter & !was_letter;
        was_letter = is_letter;
    }
    *tokens = count;
    return !is_other;
}

/* Whether a `+` is not followed by another, or a `.` not by the n of .NET. */
static inline int is_no_sign(const uint32_t *points, int64_t size, int64_t at)
{
    const uint32_t next = at + 1 < size ? points[at + 1] : 0;
    return (points[at] == '+' && next != '+') || (points[at] == '.' && next != 'n' && next != 'N');
}

/* Where some tokens of texts laid end to end stand, text by text in order: of `owners` the
   texts, `numbers` the tokens. UNKNOWN where a sign, a mark or a character that is not known
   is met before the last of them ends; OUTSIDE where a token is not there. */
int64_t find_places(const uint32_t *points, int64_t size, const uint8_t *classes,
                    int64_t known, const int64_t *bases, int64_t texts_and_one,
                    const int64_t *owners, int64_t count, const int64_t *numbers,
                    int64_t count_too, int64_t *starts, int64_t most, int64_t *ends,
                    int64_t most_ends)
{
    int64_t done = 0;
    if (count_too != count || most < count || most_ends < count)
        return OUTSIDE;
    while (done < count) {
        const int64_t owner = owners[done];
        if (owner < 0 || owner >= texts_and_one - 1)
            return OUTSIDE;
        const int64_t base = bases[owner];
        const int64_t stop = bases[owner + 1] < size ? bases[owner + 1] : size;
        int64_t at = base, number = -1, start = 0, tokens;
        int is_inside = 0;
        if (base < 0 || base > stop)
            return OUTSIDE;
        while (done < count && owners[done] == owner && numbers[done] >= 0 && at <= stop) {
            if (number < numbers[done] && stop - at >= CHUNK
                && count_tokens(points + at, classes, known, is_inside, &tokens)
                && number + tokens < numbers[done]) {
                number += tokens;
                at += CHUNK;
                is_inside = classes[points[at - 1]] == LETTER;
                continue;
            }
            for (const int64_t last = at + CHUNK; at < last && at <= stop; at++) {
                const int64_t point = at < stop ? points[at] : '\n';
                int class = point < known ? classes[point] : 0;
                if (class == SIGN && at < stop && is_no_sign(points, size, at))
                    class = SEPARATOR;
                if (class == LETTER && !is_inside) {
                    start = at;
                    number++;
                } else if (class != LETTER && is_inside)
                    for (; done < count && owners[done] == owner && numbers[done] == number;
                         done++) {
                        starts[done] = start - base;
                        ends[done] = at - base;
                    }
                if (class != LETTER && class != SEPARATOR)
                    return UNKNOWN;
                is_inside = class == LETTER;
            }
        }
        if (done < count && owners[done] == owner)
            return OUTSIDE;
    }
    return count;
}

/* The best passage of `room` characters of each of some texts, laid end to end, by the spans in
   it, which are apart and in order; `best` is the span that it begins with, -1 where a text has
   none. `paragraphs` has of each span where its paragraph begins and ends in the text, as
   `passage_extent` cuts lines, and `core_ends` the end of the last span that adds to the worth
   of the passage from there, as in `passage_worth`; of `suspects` are the first spans of the
   paragraphs that may be lines of a table of contents, by their last character; how many.
   `scratch` has room for two numbers for each of `word_count` words. */
int64_t find_passages(const uint32_t *points, int64_t size, const int64_t *bases,
                      int64_t texts_and_one, const int64_t *owners, int64_t spans,
                      const int64_t *starts, int64_t starts_too, const int64_t *ends,
                      int64_t ends_too, const int64_t *words, int64_t words_too,
                      const int64_t *weights, int64_t weights_too, int64_t word_count,
                      int64_t room, int64_t *scratch, int64_t most_scratch,
                      int64_t *paragraphs, int64_t most_paragraphs, int64_t *core_ends,
                      int64_t most_ends, int64_t *suspects, int64_t most_suspects, int64_t *best,
                      int64_t most_best)
{
    if (starts_too != spans || ends_too != spans || words_too != spans || weights_too != spans
        || most_scratch / 2 < word_count || most_paragraphs / 2 < spans || most_ends < spans
        || most_suspects < spans || most_best < texts_and_one - 1)
        return OUTSIDE;
    int64_t *weight_of = scratch, *end_of = scratch + word_count;
    const int64_t most_weight = spans ? INT64_MAX / spans : 0; /* of which a sum is a number */
    for (int64_t text = 0; text < texts_and_one - 1; text++)
        best[text] = -1;
    for (int64_t word = 0; word < word_count; word++)
        weight_of[word] = -1;
    int64_t high = -1, suspect = 0, best_worth = -1, best_size = 0;
    for (int64_t first = 0, stop = 0; first < spans; first = stop) {
        const int64_t owner = owners[first];
        if (owner < 0 || owner >= texts_and_one - 1 || (first && owner < owners[first - 1]))
            return OUTSIDE;
        const int64_t base = bases[owner];
        const int64_t behind_text = owner < texts_and_one - 2 ? bases[owner + 1] : size + 1;
        if (base < 0 || behind_text <= base || behind_text > size + 1)
            return OUTSIDE;
        const int64_t length = behind_text - 1 - base;
        if (!first || owners[first - 1] != owner) {
            high = -1;
            best_worth = -1;
        }
        const int64_t floor = high > 0 ? high : 0;
        int64_t low = starts[first];
        if (low < floor || low > length)
            return OUTSIDE;
        while (low > floor && points[base + low - 1] != '\n')
            low--;
        for (stop = first; stop < spans && owners[stop] == owner
                           && (stop == first || starts[stop] < high); stop++) {
            if (starts[stop] < starts[first] || ends[stop] < starts[stop] || ends[stop] > length
                || words[stop] < 0 || words[stop] >= word_count || weights[stop] < 0
                || weights[stop] > most_weight)
                return OUTSIDE;
            if (stop == first || ends[stop] > high) {
                high = high > ends[stop] ? high : ends[stop];
                while (high < length && points[base + high] != '\n')
                    high++;
            }
        }
        const uint32_t last = high ? points[base + high - 1] : 0;
        if (last <= ' ' || (last >= '0' && last <= '9') || last > '~')
            suspects[suspect++] = first;
        for (int64_t span = first; span < stop; span++) {
            const int64_t wide = starts[span] + room;
            const int64_t reach = ends[span] > wide ? ends[span] : wide;
            int64_t worth = 0, core_end = 0, behind = span;
            for (; behind < stop && ends[behind] <= reach; behind++)
                if (weights[behind] > weight_of[words[behind]]) {
                    weight_of[words[behind]] = weights[behind];
                    end_of[words[behind]] = ends[behind];
                }
            for (int64_t inside = span; inside < behind; inside++) {
                const int64_t word = words[inside];
                if (weight_of[word] < 0)
                    continue;
                worth += weight_of[word];
                core_end = end_of[word] > core_end ? end_of[word] : core_end;
                weight_of[word] = -1;
            }
            paragraphs[2 * span] = low;
            paragraphs[2 * span + 1] = high;
            core_ends[span] = core_end;
            const int64_t core = core_end - starts[span];
            if (worth > best_worth || (worth == best_worth && core < best_size)) {
                best_worth = worth;
                best_size = core;
                best[owner] = span;
            }
        }
    }
    return suspect;
}
