/* For builds: each function is what a function of vnsearch/index/ does in NumPy.

   An array comes with the number of its elements behind it. */

#include <stdint.h>

enum { LONGEST_PACKED = 8, OTHER = 254, NOT_PACKED = -1, UNKNOWN = -2 };

static const uint64_t MULTIPLIER = 0x9E3779B97F4A7C15u;

/* The runs of codes above 0: where each begins and ends, and the number that a hash table of
   `slots` (a power of 2, some of them free) has for it, UNKNOWN or NOT_PACKED; how many. */
int64_t find_tokens(const uint8_t *codes, int64_t size, const uint64_t *slot_keys, int64_t slots,
                    const int32_t *slot_numbers, int64_t numbers_of_slots, int64_t *starts,
                    int64_t most, int64_t *ends, int64_t most_ends, int32_t *numbers,
                    int64_t most_numbers)
{
    int64_t count = 0;
    unsigned shift = 64;
    for (int64_t left = slots; left > 1; left /= 2)
        shift--;
    if (most_ends < most)
        most = most_ends;
    if (most_numbers < most)
        most = most_numbers;
    for (int64_t at = 0; at < size && count < most && numbers_of_slots == slots;) {
        if (!codes[at]) {
            at++;
            continue;
        }
        const int64_t start = at;
        uint64_t key = 0;
        int packed = 1;
        for (; at < size && codes[at]; at++) {
            if (codes[at] == OTHER || at - start >= LONGEST_PACKED)
                packed = 0;
            else
                key |= (uint64_t)codes[at] << 8 * (at - start);
        }
        int32_t number = NOT_PACKED;
        if (packed) {
            uint64_t slot = key * MULTIPLIER >> shift;
            while (slot_keys[slot] && slot_keys[slot] != key)
                slot = (slot + 1) & (uint64_t)(slots - 1);
            number = slot_keys[slot] ? slot_numbers[slot] : UNKNOWN;
        }
        starts[count] = start;
        ends[count] = at;
        numbers[count++] = number;
    }
    return count;
}
