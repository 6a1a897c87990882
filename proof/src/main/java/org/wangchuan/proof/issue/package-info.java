/** What makes statements, receipts and trust lists. Verification never uses this package. */
@NullMarked
package org.wangchuan.proof.issue;

import org.jspecify.annotations.NullMarked;
