/* Where tokens stand in texts, and the best passage of each: what search/matching/token_places.py
   and search/showing/passage_worth.py do in NumPy, number for number.

   An array comes with the number of its elements behind it. OUTSIDE is returned where numbers
   point outside the arrays, or the arrays do not fit each other. */

#include "places.h"

static const int64_t OUTSIDE = -1, UNKNOWN = -2;

/* A class of a character as the table has it, 0 for one that is not known; SIGN is that of a
   separator with which a sign may begin that belongs to a token. */
enum { SEPARATOR = 1, LETTER = 2, SIGN = 65, CHUNK = 16 };

/* Whether `CHUNK` characters are separators and letters, and so how many tokens begin there. */
static inline int count_tokens(const uint32_t *points, const uint8_t *classes, int64_t known,
                               int is_inside, int64_t *tokens)
{
    uint8_t class[CHUNK], is_letter[CHUNK + 1] = {(uint8_t)is_inside};
    int is_other = 0, count = 0;
    uint32_t all = 0;
    for (int64_t at = 0; at < CHUNK; at++)
        all |= points[at];
    if (all >= known) /* one may be outside the table */
        return 0;
    for (int64_t at = 0; at < CHUNK; at++)
        class[at] = classes[points[at]];
    for (int64_t at = 0; at < CHUNK; at++) {
        is_letter[at + 1] = class[at] == LETTER;
        is_other |= (class[at] != LETTER) & (class[at] != SEPARATOR);
    }
    for (int64_t at = 0; at < CHUNK; at++)
        count += is_letter[at + 1] & !is_letter[at];
    *tokens = count;
    return !is_other;
}

/* Whether a `+` is not followed by another, or a `.` not by the n of .NET. */
static inline int is_no_sign(const uint32_t *points, int64_t size, int64_t at)
{
    const uint32_t next = at + 1 < size ? points[at + 1] : 0;
    return (points[at] == '+' && next != '+') || (points[at] == '.' && next != 'n' && next != 'N');
}

/* Tokens that are asked for, text by text in order, and where they stand there. */
typedef struct {
    const int64_t *owners, *numbers; /* the text, and the how manieth token of it */
    int64_t count;
    int64_t *starts, *ends;
} Asked;

static inline int is_of(const Asked *asked, int64_t place, int64_t owner)
{
    return place < asked->count && asked->owners[place] == owner;
}

/* Those from `done` on that are of the text of characters [base, stop): the first behind them,
   or UNKNOWN. */
static int64_t find_in_text(const uint32_t *points, int64_t size, const uint8_t *classes,
                            int64_t known, int64_t base, int64_t stop, const Asked *asked,
                            int64_t done)
{
    const int64_t owner = asked->owners[done];
    int64_t at = base, number = -1, start = 0, tokens;
    int is_inside = 0;
    while (is_of(asked, done, owner) && asked->numbers[done] >= 0 && at <= stop) {
        if (number < asked->numbers[done] && stop - at >= CHUNK
            && count_tokens(points + at, classes, known, is_inside, &tokens)
            && number + tokens < asked->numbers[done]) {
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
                for (; is_of(asked, done, owner) && asked->numbers[done] == number; done++) {
                    asked->starts[done] = start - base;
                    asked->ends[done] = at - base;
                }
            if (class != LETTER && class != SEPARATOR)
                return UNKNOWN;
            is_inside = class == LETTER;
        }
    }
    return done;
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
    const Asked asked = {owners, numbers, count, starts, ends};
    int64_t done = 0;
    if (count_too != count || most < count || most_ends < count)
        return OUTSIDE;
    while (done < count) {
        const int64_t owner = owners[done];
        if (owner < 0 || owner >= texts_and_one - 1)
            return OUTSIDE;
        const int64_t base = bases[owner];
        const int64_t stop = bases[owner + 1] < size ? bases[owner + 1] : size;
        if (base < 0 || base > stop)
            return OUTSIDE;
        done = find_in_text(points, size, classes, known, base, stop, &asked, done);
        if (done < 0)
            return done;
        if (is_of(&asked, done, owner))
            return OUTSIDE;
    }
    return count;
}

/* The spans in some texts, of which the columns run side by side; the sum of all weights up to
   `most_weight` is a number. */
typedef struct {
    const int64_t *owners, *starts, *ends, *words, *weights;
    int64_t count, word_count, most_weight;
} Spans;

typedef struct {
    const uint32_t *points;
    int64_t length;
} Text;

/* One of some texts that are laid end to end with a character between them; whether it is there. */
static int find_text(const uint32_t *points, int64_t size, const int64_t *bases, int64_t texts,
                     int64_t owner, Text *text)
{
    const int64_t base = bases[owner];
    const int64_t behind = owner < texts - 1 ? bases[owner + 1] : size + 1;
    if (base < 0 || behind <= base || behind > size + 1)
        return 0;
    *text = (Text){points + base, behind - 1 - base};
    return 1;
}

static int64_t line_start(Text text, int64_t floor, int64_t place)
{
    while (place > floor && text.points[place - 1] != '\n')
        place--;
    return place;
}

static int64_t line_end(Text text, int64_t place)
{
    while (place < text.length && text.points[place] != '\n')
        place++;
    return place;
}

/* Whether a span stands behind the first of its paragraph and within the text, with a word and a
   weight that can be. */
static inline int is_sound(const Spans *spans, int64_t span, int64_t first, Text text)
{
    return spans->starts[span] >= spans->starts[first] && spans->ends[span] >= spans->starts[span]
           && spans->ends[span] <= text.length && spans->words[span] >= 0
           && spans->words[span] < spans->word_count && spans->weights[span] >= 0
           && spans->weights[span] <= spans->most_weight;
}

/* The first span behind the paragraph that begins with `first`, and in `high` where that ends;
   OUTSIDE where a span in it is not sound. */
static int64_t paragraph_stop(const Spans *spans, int64_t first, Text text, int64_t *high)
{
    int64_t stop = first;
    for (; stop < spans->count && spans->owners[stop] == spans->owners[first]
           && (stop == first || spans->starts[stop] < *high);
         stop++) {
        if (!is_sound(spans, stop, first, text))
            return OUTSIDE;
        if (stop == first || spans->ends[stop] > *high)
            *high = line_end(text, *high > spans->ends[stop] ? *high : spans->ends[stop]);
    }
    return stop;
}

/* Whether a paragraph may be of a table of contents, by its last character, 0 for none. */
static int is_suspect(uint32_t last)
{
    return last <= ' ' || (last >= '0' && last <= '9') || last > '~';
}

/* What the passage of `room` characters from a span on is worth, of spans below `stop`: the sum
   of its different words; and in `core_end` where the last span ends that adds to it. Each
   word's `weight_of` is -1, and is so again. */
static int64_t core_worth(const Spans *spans, int64_t span, int64_t stop, int64_t room,
                          int64_t *weight_of, int64_t *end_of, int64_t *core_end)
{
    const int64_t wide = spans->starts[span] + room;
    const int64_t reach = spans->ends[span] > wide ? spans->ends[span] : wide;
    int64_t worth = 0, behind = span, end = 0;
    for (; behind < stop && spans->ends[behind] <= reach; behind++) {
        const int64_t word = spans->words[behind];
        if (spans->weights[behind] > weight_of[word]) {
            weight_of[word] = spans->weights[behind];
            end_of[word] = spans->ends[behind];
        }
    }
    for (int64_t inside = span; inside < behind; inside++) {
        const int64_t word = spans->words[inside];
        if (weight_of[word] < 0)
            continue;
        worth += weight_of[word];
        end = end_of[word] > end ? end_of[word] : end;
        weight_of[word] = -1;
    }
    *core_end = end;
    return worth;
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
    const int64_t texts = texts_and_one - 1;
    const Spans all = {owners, starts, ends, words, weights, spans, word_count,
                       spans ? INT64_MAX / spans : 0};
    int64_t *weight_of = scratch, *end_of = scratch + word_count;
    int64_t high = -1, suspect = 0, best_worth = -1, best_size = 0;
    if (starts_too != spans || ends_too != spans || words_too != spans || weights_too != spans
        || most_scratch / 2 < word_count || most_paragraphs / 2 < spans || most_ends < spans
        || most_suspects < spans || most_best < texts)
        return OUTSIDE;
    for (int64_t text = 0; text < texts; text++)
        best[text] = -1;
    for (int64_t word = 0; word < word_count; word++)
        weight_of[word] = -1;
    for (int64_t first = 0, stop; first < spans; first = stop) {
        const int64_t owner = owners[first];
        Text text;
        if (owner < 0 || owner >= texts || (first && owner < owners[first - 1])
            || !find_text(points, size, bases, texts, owner, &text))
            return OUTSIDE;
        if (!first || owners[first - 1] != owner)
            high = best_worth = -1;
        const int64_t floor = high > 0 ? high : 0;
        if (starts[first] < floor || starts[first] > text.length)
            return OUTSIDE;
        const int64_t low = line_start(text, floor, starts[first]);
        stop = paragraph_stop(&all, first, text, &high);
        if (stop < 0)
            return OUTSIDE;
        if (is_suspect(high ? text.points[high - 1] : 0))
            suspects[suspect++] = first;
        for (int64_t span = first; span < stop; span++) {
            const int64_t worth
                = core_worth(&all, span, stop, room, weight_of, end_of, core_ends + span);
            const int64_t core = core_ends[span] - starts[span];
            paragraphs[2 * span] = low;
            paragraphs[2 * span + 1] = high;
            if (worth > best_worth || (worth == best_worth && core < best_size)) {
                best_worth = worth;
                best_size = core;
                best[owner] = span;
            }
        }
    }
    return suspect;
}
