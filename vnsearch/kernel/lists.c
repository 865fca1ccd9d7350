/* Posting lists as bytes: what index/segment/postings/posting_codec.py says of them.

   An array comes with the number of its elements behind it. */

#include <stdint.h>
#include <string.h>

enum {
    DENSE = 3, HALVED = 7, REPEATED = 4, SHORT = 31, LONG_HEAD = 5, /* of a head */
    COMMON = 4, NEAR = 128, LONG = 256, OFTEN = 4,                  /* of a choice */
    MOST_HALF = 15, MOST_BYTE = 0xFF, MOST_TWO = 0xFFFF
};

typedef struct {
    const uint32_t *documents;
    const uint32_t *frequencies;
    int64_t count;
} List;

/* How a list is written, and what that depends on. */
typedef struct {
    int form; /* DENSE, HALVED, or the width of a gap: 1, 2 or 4 */
    int64_t repeats;
    int64_t size; /* in bytes */
} Plan;

static uint32_t gap(List list, int64_t place)
{
    return place ? list.documents[place] - list.documents[place - 1] : list.documents[0];
}

/* Whether each document is above the one before it, as the room that a plan counts relies on. */
static int is_rising(List list)
{
    int falls = 0;
    for (int64_t i = 1; i < list.count; i++)
        falls |= list.documents[i] <= list.documents[i - 1];
    return !falls;
}

static Plan plan(List list)
{
    const int64_t count = list.count;
    const uint32_t last = list.documents[count - 1];
    int64_t repeats = 0, beyond_half = 0, beyond_byte = 0, one = 0, two = 0;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t frequency = list.frequencies[i];
        repeats += frequency > 1;
        beyond_half += frequency > MOST_HALF;
        beyond_byte += frequency >= MOST_BYTE;
    }
    if (count >= SHORT && COMMON * count > last) {
        const int64_t numbers = (int64_t)last + 2;
        return (Plan){DENSE, repeats, LONG_HEAD + 8 + (numbers + 1) / 2 + 8 * beyond_half};
    }
    for (int64_t i = 0; i < count; i++) {
        const uint32_t own = gap(list, i);
        one += own >= MOST_BYTE;
        two += own >= MOST_TWO;
    }
    if (count >= LONG && NEAR * count > last && OFTEN * repeats >= count) {
        const int64_t gaps = count + 4 * one;
        return (Plan){HALVED, repeats, LONG_HEAD + gaps + 4 + (count + 1) / 2 + 8 * beyond_half};
    }
    int width = 1;
    int64_t cost = count + 4 * one;
    if (2 * count + 4 * two < cost) {
        width = 2;
        cost = 2 * count + 4 * two;
    }
    if (4 * count < cost) {
        width = 4;
        cost = 4 * count;
    }
    const int64_t head = count < SHORT ? 1 : LONG_HEAD;
    const int64_t bits = repeats ? (count + 7) / 8 : 0;
    return (Plan){width, repeats, head + cost + bits + repeats + 4 * beyond_byte};
}

static uint8_t *put(uint8_t *at, uint64_t value, int width)
{
    for (int i = 0; i < width; i++)
        at[i] = (uint8_t)(value >> 8 * i);
    return at + width;
}

static uint8_t *put_gaps(uint8_t *at, List list, int width)
{
    const uint32_t most = width == 1 ? MOST_BYTE : MOST_TWO;
    for (int64_t i = 0; i < list.count; i++) {
        const uint32_t own = gap(list, i);
        at = put(at, width < 4 && own > most ? most : own, width);
    }
    for (int64_t i = 0; width < 4 && i < list.count; i++)
        if (gap(list, i) >= most)
            at = put(at, gap(list, i), 4);
    return at;
}

/* Half bytes: `numbers` of them, of which the one of each posting is its frequency, at the
   place of its document or of the posting itself. */
static uint8_t *put_half_bytes(uint8_t *at, List list, int64_t numbers, int by_document)
{
    const int64_t half = (numbers + 1) / 2;
    uint8_t *count = at, *small = at + 4;
    memset(small, 0, (size_t)half);
    at = small + half;
    uint32_t large = 0;
    for (int64_t i = 0; i < list.count; i++) {
        const int64_t place = by_document ? list.documents[i] : i;
        const uint32_t frequency = list.frequencies[i];
        if (frequency > MOST_HALF) {
            large++;
            at = put(at, (uint64_t)place, 4);
        } else if (place < half) {
            small[place] |= (uint8_t)frequency;
        } else {
            small[place - half] |= (uint8_t)(frequency << 4);
        }
    }
    for (int64_t i = 0; large && i < list.count; i++)
        if (list.frequencies[i] > MOST_HALF)
            at = put(at, list.frequencies[i], 4);
    put(count, large, 4);
    return at;
}

static uint8_t *put_repeats(uint8_t *at, List list)
{
    memset(at, 0, (size_t)((list.count + 7) / 8));
    for (int64_t i = 0; i < list.count; i++)
        at[i / 8] |= (uint8_t)((list.frequencies[i] > 1) << i % 8);
    at += (list.count + 7) / 8;
    for (int64_t i = 0; i < list.count; i++) {
        const uint32_t frequency = list.frequencies[i];
        if (frequency > 1)
            *at++ = (uint8_t)(frequency < MOST_BYTE ? frequency : MOST_BYTE);
    }
    for (int64_t i = 0; i < list.count; i++)
        if (list.frequencies[i] >= MOST_BYTE)
            at = put(at, list.frequencies[i], 4);
    return at;
}

static uint8_t *put_list(uint8_t *at, List list, Plan how)
{
    const int is_long_form = how.form == DENSE || how.form == HALVED;
    const int code = is_long_form ? how.form : how.form >> 1 | (how.repeats ? REPEATED : 0);
    const int is_short = !is_long_form && list.count < SHORT;
    *at++ = (uint8_t)(code | (is_short ? (int)list.count : SHORT) << 3);
    if (!is_short)
        at = put(at, (uint64_t)list.count, 4);
    if (how.form == DENSE) {
        const int64_t numbers = (int64_t)list.documents[list.count - 1] + 2;
        return put_half_bytes(put(at, (uint64_t)numbers, 4), list, numbers, 1);
    }
    if (how.form == HALVED)
        return put_half_bytes(put_gaps(at, list, 1), list, list.count, 0);
    at = put_gaps(at, list, how.form);
    return how.repeats ? put_repeats(at, list) : at;
}

/* The lists that end at `ends` among postings: the size of each, and all bytes; how many bytes.
   Below 0 where a list has no posting, or more than there are, or documents that do not rise.
   Where `data` has no room for all there are only sizes. */
int64_t encode_lists(const uint32_t *documents, int64_t postings, const uint32_t *frequencies,
                     int64_t count_frequencies, const int64_t *ends, int64_t lists, int64_t *sizes,
                     int64_t count_sizes, uint8_t *data, int64_t room)
{
    int64_t start = 0, total = 0;
    if (count_frequencies != postings || count_sizes != lists)
        return -1;
    for (int64_t i = 0; i < lists; start = ends[i++]) {
        if (ends[i] <= start || ends[i] > postings)
            return -1;
        const List list = {documents + start, frequencies + start, ends[i] - start};
        if (!is_rising(list))
            return -1;
        const Plan how = plan(list);
        sizes[i] = how.size;
        total += how.size;
        if (total <= room)
            put_list(data + total - how.size, list, how);
    }
    return total;
}

/* The postings of some lists under the numbers that their documents get, without those that
   get none (below 0); how many. `sizes` has how many each list keeps, which `totals` grow by, a
   number a target. Below 0 where a document, a list or a target is not there. */
int64_t move_postings(const uint32_t *documents, int64_t postings, const uint32_t *frequencies,
                      int64_t count_frequencies, const int64_t *ends, int64_t lists,
                      const int64_t *targets, int64_t count_targets, const int32_t *numbers,
                      int64_t count_numbers, uint32_t *moved, int64_t room, uint32_t *kept,
                      int64_t room_kept, int64_t *sizes, int64_t count_sizes, int64_t *totals,
                      int64_t count_totals)
{
    int64_t start = 0, live = 0;
    if (count_frequencies != postings || count_targets != lists || count_sizes != lists
        || room < postings || room_kept < postings)
        return -1;
    for (int64_t i = 0; i < lists; start = ends[i++]) {
        const int64_t before = live;
        if (ends[i] < start || ends[i] > postings || targets[i] < 0 || targets[i] >= count_totals)
            return -1;
        for (int64_t at = start; at < ends[i]; at++) {
            if (documents[at] >= count_numbers)
                return -1;
            const int32_t number = numbers[documents[at]];
            moved[live] = (uint32_t)number;
            kept[live] = frequencies[at];
            live += number >= 0;
        }
        sizes[i] = live - before;
        totals[targets[i]] += sizes[i];
    }
    return live;
}

/* Lay lists of these sizes, which stand end to end, each to the place where its target starts,
   which is then where the next list of that target comes behind it. Below 0 where there is no
   room, or no such target. */
int64_t lay_lists(const uint32_t *documents, int64_t postings, const uint32_t *frequencies,
                  int64_t count_frequencies, const int64_t *targets, int64_t lists,
                  const int64_t *sizes, int64_t count_sizes, int64_t *starts, int64_t count_starts,
                  uint32_t *joined, int64_t room, uint32_t *joined_frequencies,
                  int64_t room_frequencies)
{
    int64_t at = 0;
    if (count_frequencies != postings || count_sizes != lists || room_frequencies != room)
        return -1;
    for (int64_t i = 0; i < lists; i++) {
        if (targets[i] < 0 || targets[i] >= count_starts)
            return -1;
        const int64_t size = sizes[i], start = starts[targets[i]];
        if (size < 0 || size > postings - at || start < 0 || start > room - size)
            return -1;
        for (int64_t k = 0; k < size; k++) {
            joined[start + k] = documents[at + k];
            joined_frequencies[start + k] = frequencies[at + k];
        }
        at += size;
        starts[targets[i]] = start + size;
    }
    return at;
}

/* The different keys of some sources, whose keys rise from 0 or more on and lie end to end; and of
   each key its place among them. How many; -1 where some do not rise, or there is no room. `heads`
   is for work. */
int64_t join_keys(const int64_t *keys, int64_t count, const int64_t *ends, int64_t sources,
                  int64_t *heads, int64_t room_heads, int64_t *joined, int64_t room,
                  int64_t *places, int64_t room_places)
{
    int64_t total = 0, done = 0;
    if (room_heads != sources || room < count || room_places != count)
        return -1;
    for (int64_t source = 0; source < sources; source++) {
        heads[source] = source ? ends[source - 1] : 0;
        if (heads[source] < 0 || ends[source] < heads[source] || ends[source] > count)
            return -1;
        if (heads[source] < ends[source] && keys[heads[source]] < 0)
            return -1;
    }
    while (done < count) {
        int64_t least = INT64_MAX;
        for (int64_t source = 0; source < sources; source++)
            if (heads[source] < ends[source] && keys[heads[source]] < least)
                least = keys[heads[source]];
        const int64_t before = done;
        for (int64_t source = 0; source < sources; source++) {
            const int64_t head = heads[source];
            if (head == ends[source] || keys[head] != least)
                continue;
            places[head] = total;
            heads[source]++;
            done++;
            if (head + 1 < ends[source] && keys[head + 1] <= least)
                return -1;
        }
        if (done == before) /* none is below INT64_MAX, or the sources end before all keys */
            return -1;
        joined[total++] = least;
    }
    return total;
}
