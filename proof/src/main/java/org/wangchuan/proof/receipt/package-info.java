/** The receipt file, as bytes and as a record. Reading one proves nothing: see the verify package. */
@NullMarked
package org.wangchuan.proof.receipt;

import org.jspecify.annotations.NullMarked;
