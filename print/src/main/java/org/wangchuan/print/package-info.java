/** The papers of receipts and certificates, computed from those and from nothing else. */
@NullMarked
package org.wangchuan.print;

import org.jspecify.annotations.NullMarked;
