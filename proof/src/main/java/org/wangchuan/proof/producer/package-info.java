/** What makers of phones state, signed, about the built-in clear of their models. Reading one proves nothing: see the verify package. */
@NullMarked
package org.wangchuan.proof.producer;

import org.jspecify.annotations.NullMarked;
