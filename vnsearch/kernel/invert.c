/* Tokens to posting lists by counting: what index/making/invert.py does by sorting.

   An array comes with the number of its elements behind it. A term that is none of those counted,
   as a gap, has no list. Documents are numbered from 0, and `ends` has where each ends. */

#include <stdint.h>
#include <string.h>

static const uint32_t GAP = 0xFFFFFFFFu, WIDE = 0xFFFF;

/* How many postings each term has; how many all have, below 0 where a document ends behind the
   last token. `last` is for work: a number a term, all 0. */
int64_t count_postings(const uint32_t *terms, int64_t tokens, const int64_t *ends,
                       int64_t documents, uint32_t *last, int64_t count, int64_t *counts,
                       int64_t room)
{
    int64_t at = 0, total = 0;
    if (room != count)
        return -1;
    memset(counts, 0, (size_t)count * sizeof *counts);
    for (int64_t document = 0; document < documents; document++) {
        if (ends[document] > tokens)
            return -1;
        for (; at < ends[document]; at++) {
            const uint32_t term = terms[at];
            if (term < count && last[term] != document + 1) {
                last[term] = (uint32_t)(document + 1);
                counts[term]++;
                total++;
            }
        }
    }
    return total;
}

/* Write the posting lists of all terms from their starts on, which move behind them; below 0
   where there is no room. */
int64_t write_postings(const uint32_t *terms, int64_t tokens, const int64_t *ends,
                       int64_t documents, uint32_t *last, int64_t count, int64_t *starts,
                       int64_t count_starts, uint32_t *listed, int64_t room,
                       uint32_t *frequencies, int64_t room_frequencies)
{
    int64_t at = 0;
    if (count_starts != count || room_frequencies != room)
        return -1;
    for (int64_t document = 0; document < documents; document++) {
        if (ends[document] > tokens)
            return -1;
        for (; at < ends[document]; at++) {
            const uint32_t term = terms[at];
            if (term >= count)
                continue;
            if (last[term] == document + 1) {
                frequencies[starts[term] - 1]++;
                continue;
            }
            const int64_t place = starts[term]++;
            if (place < 0 || place >= room)
                return -1;
            last[term] = (uint32_t)(document + 1);
            listed[place] = (uint32_t)document;
            frequencies[place] = 1;
        }
    }
    return at;
}

/* The pairs of neighbouring terms, of which the first is from `low` on and below `high`, in order
   of first and second term and of place: for each the second term in the upper and the document
   in the lower half of `pairs`, and in `firsts`, a number a first term, where those of each end.
   A gap, or the end of a document, stands between no neighbours. How many pairs; where that is
   more than there is room for, no pair. `seconds`, `work` and `firsts` are for work. */
int64_t sort_pairs(const uint32_t *terms, int64_t tokens, const int64_t *ends, int64_t documents,
                   int64_t low, int64_t high, int64_t *seconds, int64_t count, int64_t *firsts,
                   int64_t count_firsts, uint64_t *work, int64_t room, uint64_t *pairs,
                   int64_t room_pairs)
{
    int64_t at = 0, total = 0;
    if (low < 0 || high < low || high > count || count_firsts != high - low || room_pairs != room)
        return -1;
    memset(seconds, 0, (size_t)count * sizeof *seconds);
    memset(firsts, 0, (size_t)count_firsts * sizeof *firsts);
    for (int64_t document = 0; document < documents; at = ends[document++]) {
        if (ends[document] > tokens || ends[document] < at)
            return -1;
        for (; at + 1 < ends[document]; at++) {
            const uint32_t first = terms[at], second = terms[at + 1];
            if (first >= low && first < high && second < count) {
                seconds[second]++;
                firsts[first - low]++;
                total++;
            }
        }
    }
    if (total > room)
        return total;
    int64_t before = 0;
    for (int64_t i = 0; i < count; i++) {
        const int64_t own = seconds[i];
        seconds[i] = before;
        before += own;
    }
    before = 0;
    for (int64_t i = 0; i < count_firsts; i++) {
        const int64_t own = firsts[i];
        firsts[i] = before;
        before += own;
    }
    at = 0;
    for (int64_t document = 0; document < documents; at = ends[document++])
        for (; at + 1 < ends[document]; at++) {
            const uint32_t first = terms[at], second = terms[at + 1];
            if (first >= low && first < high && second < count)
                work[seconds[second]++] = (uint64_t)first << 32 | (uint64_t)document;
        }
    int64_t place = 0;
    for (int64_t second = 0; second < count; second++)
        for (; place < seconds[second]; place++) {
            const int64_t first = (int64_t)(work[place] >> 32) - low;
            pairs[firsts[first]++] = (uint64_t)second << 32 | (work[place] & 0xFFFFFFFFu);
        }
    return total;
}

/* Sorted pairs as posting lists: of each its key, first * count + second, and where it ends
   among all postings; how many lists, below 0 where there is no room for one a pair. */
int64_t list_pairs(const uint64_t *pairs, int64_t total, const int64_t *firsts,
                   int64_t count_firsts, int64_t low, int64_t count, uint64_t *keys, int64_t room,
                   int64_t *ends, int64_t room_ends, uint32_t *listed, int64_t room_listed,
                   uint32_t *frequencies, int64_t room_frequencies)
{
    int64_t at = 0, lists = 0, postings = 0;
    if (room < total || room_ends < total || room_listed < total || room_frequencies < total)
        return -1;
    for (int64_t first = 0; first < count_firsts; first++) {
        const int64_t start = at;
        if (firsts[first] > total)
            return -1;
        for (; at < firsts[first]; at++) {
            if (at > start && pairs[at] == pairs[at - 1]) {
                frequencies[postings - 1]++;
                continue;
            }
            if (at == start || pairs[at] >> 32 != pairs[at - 1] >> 32) {
                const uint64_t term = (uint64_t)low + (uint64_t)first;
                keys[lists++] = term * (uint64_t)count + (pairs[at] >> 32);
            }
            listed[postings] = (uint32_t)pairs[at];
            frequencies[postings++] = 1;
            ends[lists - 1] = postings;
        }
    }
    return lists;
}

/* The entry of a table, which is not empty, for a number, the last one for GAP; `wrong` counts the
   numbers that have none. */
static uint32_t entry_of(const uint32_t *table, int64_t size, uint32_t number, int64_t *wrong)
{
    *wrong += number >= size && number != GAP;
    return table[number < size ? number : size - 1];
}

/* The entry of a table for each number, which may be written over; below 0 where there is none. */
int64_t translate(const uint32_t *numbers, int64_t count, const uint32_t *table, int64_t size,
                  uint32_t *entries, int64_t room)
{
    int64_t wrong = 0;
    if (room < count || !size)
        return count ? -1 : 0;
    for (int64_t i = 0; i < count; i++)
        entries[i] = entry_of(table, size, numbers[i], &wrong);
    return wrong ? -1 : count;
}

/* The same as codes of two bytes, with WIDE for each that needs more. */
int64_t pack_codes(const uint32_t *numbers, int64_t count, const uint32_t *table, int64_t size,
                   uint16_t *codes, int64_t room)
{
    int64_t wrong = 0;
    if (room < count || !size)
        return count ? -1 : 0;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t code = entry_of(table, size, numbers[i], &wrong);
        codes[i] = (uint16_t)(code < WIDE ? code : WIDE);
    }
    return wrong ? -1 : count;
}
