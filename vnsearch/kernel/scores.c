/* What a word adds to the scores of all documents of a segment: what
   search/matching/word_list.py does in NumPy, number for number.

   An array comes with the number of its elements behind it. OUTSIDE is returned where the arrays
   do not fit each other. */

#include <float.h>
#include <stdint.h>

#if FLT_EVAL_METHOD != 0
#error "sums of floats would be others than those of NumPy: do without the library"
#endif

static const int64_t OUTSIDE = -1;

enum { BLOCK = 1024 }; /* documents whose sums stay in the processor's cache */

/* A list that has a frequency for each of the first documents, and what each of them is worth. */
typedef struct {
    const uint8_t *frequencies;
    int64_t size;
    float worth;
} List;

/* Put the weighted frequencies of `count` documents from `first` on, or add them to what is. */
static void take_list(List list, int64_t first, int64_t count, int is_first, float *totals)
{
    const int64_t left = list.size > first ? list.size - first : 0;
    const int64_t held = left < count ? left : count;
    const uint8_t *frequencies = list.frequencies + (held ? first : 0);
    if (is_first) {
        for (int64_t at = 0; at < held; at++)
            totals[at] = (float)frequencies[at] * list.worth;
        for (int64_t at = held; at < count; at++)
            totals[at] = 0;
    } else
        for (int64_t at = 0; at < held; at++)
            totals[at] += (float)frequencies[at] * list.worth;
}

static void add(const float *restrict totals, const float *restrict norms, int64_t count,
                float weight, float *restrict scores)
{
    for (int64_t at = 0; at < count; at++)
        scores[at] += totals[at] / (totals[at] + norms[at]) * weight;
}

/* Add to the score of each document what its weighted frequency is worth, `weights[0]` at most. */
int64_t add_impacts(const float *totals, int64_t size, const float *norms, int64_t size_too,
                    const float *weights, int64_t count, float *scores, int64_t room)
{
    if (size_too != size || room != size || count != 1)
        return OUTSIDE;
    add(totals, norms, size, weights[0], scores);
    return size;
}

/* The same where the frequencies are those of one or two lists, the second maybe of no document;
   what they are worth stands behind the weight. */
int64_t add_dense_impacts(const uint8_t *first, int64_t first_size, const uint8_t *second,
                          int64_t second_size, const float *norms, int64_t size,
                          const float *weights, int64_t count, float *scores, int64_t room)
{
    float totals[BLOCK];
    if (room != size || count != 3)
        return OUTSIDE;
    const List lists[] = {{first, first_size, weights[1]}, {second, second_size, weights[2]}};
    for (int64_t at = 0; at < size; at += BLOCK) {
        const int64_t some = size - at < BLOCK ? size - at : BLOCK;
        take_list(lists[0], at, some, 1, totals);
        take_list(lists[1], at, some, 0, totals);
        add(totals, norms + at, some, weights[0], scores + at);
    }
    return size;
}
