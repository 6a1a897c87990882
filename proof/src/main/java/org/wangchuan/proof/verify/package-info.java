/** Offline verification of receipts against a trust list. It uses nothing that can sign. */
@NullMarked
package org.wangchuan.proof.verify;

import org.jspecify.annotations.NullMarked;
