/** Receipts as files: the machine-readable one, the paper, the evidence; and the paper made again from them. */
@NullMarked
package org.wangchuan.station.receipt;

import org.jspecify.annotations.NullMarked;
