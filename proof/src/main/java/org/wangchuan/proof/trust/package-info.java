/** Trust lists: which station and log keys belong to which operator, and for which part of its log. */
@NullMarked
package org.wangchuan.proof.trust;

import org.jspecify.annotations.NullMarked;
