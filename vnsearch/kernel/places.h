/* Where tokens stand in texts: see passages.c. */

#ifndef PLACES_H
#define PLACES_H

#include <stdint.h>

int64_t find_places(const uint32_t *points, int64_t size, const uint8_t *classes,
                    int64_t known, const int64_t *bases, int64_t texts_and_one,
                    const int64_t *owners, int64_t count, const int64_t *numbers,
                    int64_t count_too, int64_t *starts, int64_t most, int64_t *ends,
                    int64_t most_ends);

#endif
