/** The file of a recheck, as bytes and as a record. Reading one proves nothing: see the verify package. */
@NullMarked
package org.wangchuan.proof.recheck;

import org.jspecify.annotations.NullMarked;
