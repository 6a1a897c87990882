/** The file of an observation, as bytes and as a record. Reading one proves nothing: see the verify package. */
@NullMarked
package org.wangchuan.proof.observation;

import org.jspecify.annotations.NullMarked;
