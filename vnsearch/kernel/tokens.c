/* Texts to numbered tokens: what index/making/tokenizing/packed_terms.py and
   index/arrays/character_table.py do.

   An array comes with the number of its elements behind it. */

#include <stdint.h>
#include <string.h>

enum { LONGEST_PACKED = 8, OTHER = 254, NOT_PACKED = -1, UNKNOWN = -2 };

static const uint64_t MULTIPLIER = 0x9E3779B97F4A7C15u;

/* What a table has for each character, less one; how many characters it has 0 for. */
int64_t character_numbers(const uint32_t *points, int64_t count, const uint8_t *table,
                          int64_t known, uint8_t *numbers, int64_t room)
{
    int64_t unknown = 0;
    for (int64_t i = 0; i < count && i < room; i++) {
        const uint8_t number = points[i] < known ? table[points[i]] : 0;
        unknown += !number;
        numbers[i] = (uint8_t)(number - 1);
    }
    return unknown;
}

/* Whether a run that begins there ends within eight codes, and has no OTHER: then its codes, and
   its size is added to `at`. */
static int is_short_run(const uint8_t *codes, uint64_t *key, int64_t *at)
{
    const uint64_t ones = 0x0101010101010101u, highs = ones << 7;
    uint64_t eight;
    memcpy(&eight, codes, sizeof eight);
    const uint64_t zeros = (eight - ones) & ~eight & highs; /* the lowest bit is for the first 0 */
    const uint64_t before = ((zeros & (0 - zeros)) >> 7) - 1; /* all bits of the codes before it */
    if (!zeros || eight & before & highs) /* no letter has a code as high as OTHER */
        return 0;
    *key = eight & before;
    *at += (int64_t)((before & ones) * ones >> 56);
    return 1;
}

/* The runs of codes above 0, in arrays with room for all: where each begins and ends, and the
   number that a hash table (of a power of 2, with free slots) has for it, UNKNOWN or NOT_PACKED;
   how many. */
int64_t find_runs(const uint8_t *codes, int64_t size, const uint64_t *slot_keys, int64_t slots,
                  const int32_t *slot_numbers, int64_t count_numbers, int64_t *starts,
                  int64_t room, int64_t *ends, int64_t room_ends, int32_t *numbers,
                  int64_t room_numbers)
{
    int64_t count = 0, at = 0;
    unsigned shift = 64;
    for (int64_t left = slots; left > 1; left /= 2)
        shift--;
    if (room_ends != room || room_numbers != room || count_numbers != slots)
        return -1;
    while (at < size && count < room) {
        if (!codes[at]) {
            at++;
            continue;
        }
        const int64_t start = at;
        uint64_t key = 0;
        int packed = 1;
        if (!(at + LONGEST_PACKED <= size && is_short_run(codes + at, &key, &at)))
            for (key = 0; at < size && codes[at]; at++) {
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

/* 1 for a character, of two bytes or four, for which a table has no 0, or which is beyond it. */
static inline unsigned is_found(const char *units, int64_t place, int64_t width,
                                const char *table, int64_t known)
{
    uint32_t point = 0;
    if (width == 2) {
        uint16_t unit;
        memcpy(&unit, units + 2 * place, sizeof unit);
        point = unit;
    } else
        memcpy(&point, units + 4 * place, sizeof point);
    return point >= known || table[point];
}

/* With a constant width the loop has no branch for it. */
static inline int64_t find_of_width(const char *units, int64_t size, int64_t width,
                                    const char *table, int64_t known, int64_t start)
{
    const int64_t count = size / width;
    int64_t at = start < 0 ? 0 : start;
    for (; at <= count - 8; at += 8) { /* without a branch for each */
        unsigned found = 0;
        for (int i = 0; i < 8; i++)
            found |= is_found(units, at + i, width, table, known);
        if (found)
            break;
    }
    for (; at < count; at++)
        if (is_found(units, at, width, table, known))
            return at;
    return -1;
}

/* The first such character from `start` on, -1 for none. */
int64_t find_character(const char *units, int64_t size, const char *table, int64_t known,
                       int64_t width, int64_t start)
{
    return width == 2 ? find_of_width(units, size, 2, table, known, start)
                      : find_of_width(units, size, 4, table, known, start);
}
