/** Strict canonical JSON. Everything here is immutable and thread-safe. */
@NullMarked
package org.wangchuan.canonical;

import org.jspecify.annotations.NullMarked;
