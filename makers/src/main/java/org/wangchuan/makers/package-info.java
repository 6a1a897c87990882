/**
 * What is known of phones by maker and system: what their owners do before, where to tap, what a reset does and leaves, each with its
 * source or with the word that there is none ({@link org.wangchuan.makers.Makers}). Everything here is immutable and thread-safe.
 */
@NullMarked
package org.wangchuan.makers;

import org.jspecify.annotations.NullMarked;
