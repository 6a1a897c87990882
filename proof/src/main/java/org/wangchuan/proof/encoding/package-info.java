/** Strict text encodings: one value, one spelling. Everything here is immutable and thread-safe. */
@NullMarked
package org.wangchuan.proof.encoding;

import org.jspecify.annotations.NullMarked;
