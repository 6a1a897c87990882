/** Status lists: whether a statement still holds, as its issuer said later, in the log. */
@NullMarked
package org.wangchuan.proof.status;

import org.jspecify.annotations.NullMarked;
