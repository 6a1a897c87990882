/** The file of what an operator's log has signed, as bytes and as a record. Reading one proves nothing: see the verify package. */
@NullMarked
package org.wangchuan.proof.record;

import org.jspecify.annotations.NullMarked;
