/** Drives that QEMU emulates, under Debian's kernel: what they say of themselves when they are asked. */
@NullMarked
package org.wangchuan.acceptance.drive;

import org.jspecify.annotations.NullMarked;
