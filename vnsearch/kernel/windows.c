/* Words and pairs of a query in texts, and what they come to in windows: what
   search/ranking/events.py and windows.py do in NumPy, number for number. See streams.h. */

#include "streams.h"

/* The tokens of some texts that have a row, as events: of which text, the how manieth token, the
   slot and the weight; behind all of them the pairs, each with the place of its first token. How
   many events. A row has a slot and a weight, a slot a group, and each two of `groups` the slot of
   their pair, 0 for none. */
int64_t find_events(const uint16_t *packed, int64_t size, const uint64_t *rare_places,
                    int64_t rare, const uint32_t *rare_codes, int64_t rare_too,
                    const int64_t *starts, int64_t texts, const int64_t *lengths,
                    int64_t texts_too, const uint8_t *bytes, int64_t bytes_size, int64_t width,
                    const int64_t *slot_of, int64_t rows, const float *weight_of,
                    int64_t rows_too, const int64_t *group_of, int64_t slot_count,
                    const int64_t *pair_of, int64_t pairs, int64_t groups, int64_t *owners,
                    int64_t most, int64_t *places, int64_t most_places, int64_t *slots,
                    int64_t most_slots, float *weights, int64_t most_weights)
{
    if (rows != rows_too || most_weights < most || groups < 1 || pairs / groups < groups
        || !are_below(slot_of, rows, slot_count) || !are_below(group_of, slot_count, groups))
        return OUTSIDE;
    const int64_t words
        = find_rows(packed, size, rare_places, rare, rare_codes, rare_too, starts, texts, lengths,
                    texts_too, bytes, bytes_size, width, owners, most, places, most_places, slots,
                    most_slots);
    for (int64_t word = 0; word < words; word++) {
        const int64_t row = slots[word];
        if (row >= rows)
            return OUTSIDE;
        slots[word] = slot_of[row];
        weights[word] = weight_of[row];
    }
    int64_t count = words;
    for (int64_t word = 0; word + 1 < words; word++) {
        if (owners[word + 1] != owners[word] || places[word + 1] != places[word] + 1)
            continue;
        const int64_t pair = pair_of[group_of[slots[word]] * groups + group_of[slots[word + 1]]];
        if (pair <= 0)
            continue;
        if (count == most)
            return OUTSIDE;
        owners[count] = owners[word];
        places[count] = places[word];
        slots[count] = pair;
        weights[count++] = 1;
    }
    return count;
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
   `totals`, which are 0, and those of the first `heads` tokens of each text in `head_totals`.
   `row_of` has a 0 for each window. How many windows have an event. */
int64_t add_windows(const int64_t *owners, int64_t events, const int64_t *places,
                    int64_t events_too, const int64_t *slots, int64_t slots_too,
                    const float *weights, int64_t weights_too, const int64_t *counts,
                    int64_t texts, const int64_t *heads, int64_t heads_too, int64_t window,
                    int64_t slot_count, int64_t *row_of, int64_t windows, double *totals,
                    int64_t most_totals, int64_t *row_owners, int64_t most, int64_t *row_starts,
                    int64_t most_starts, int64_t *bases, int64_t most_bases, double *head_totals,
                    int64_t most_heads)
{
    const Windows all = {counts, bases, texts, (uint32_t)(window / 2)};
    int64_t before_text = 0;
    if (events_too != events || slots_too != events || weights_too != events || window < 2
        || window > UINT32_MAX || most_starts < most || most_bases < texts || slot_count < 1
        || heads_too != texts || most_heads / slot_count < texts)
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
        if (places[event] < heads[owner])
            head_totals[owner * slot_count + slots[event]] += (double)weights[event];
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
