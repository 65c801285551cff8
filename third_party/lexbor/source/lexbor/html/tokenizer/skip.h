/* Not of lexbor: Dragoman's addition, see README.md. */
#ifndef LEXBOR_HTML_TOKENIZER_SKIP_H
#define LEXBOR_HTML_TOKENIZER_SKIP_H

#include "lexbor/core/base.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The first of `stop`, CR, NUL or `other` in [data, end), else `end`; sixteen bytes at a time. */
lxb_inline const lxb_char_t *
lxb_html_tokenizer_skip(const lxb_char_t *data, const lxb_char_t *end,
                        lxb_char_t stop, lxb_char_t other)
{
#ifdef __SSE2__
    const __m128i a = _mm_set1_epi8((char) stop);
    const __m128i b = _mm_set1_epi8((char) other);
    const __m128i cr = _mm_set1_epi8('\r');
    const __m128i nul = _mm_setzero_si128();

    while (end - data >= 16) {
        const __m128i c = _mm_loadu_si128((const __m128i *) data);
        const int found = _mm_movemask_epi8(_mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(c, a), _mm_cmpeq_epi8(c, b)),
            _mm_or_si128(_mm_cmpeq_epi8(c, cr), _mm_cmpeq_epi8(c, nul))));

        if (found != 0) {
            return data + __builtin_ctz((unsigned) found);
        }

        data += 16;
    }
#endif

    while (data != end && *data != stop && *data != other
           && *data != '\r' && *data != '\0')
    {
        data++;
    }

    return data;
}

#endif /* LEXBOR_HTML_TOKENIZER_SKIP_H */
