/** Debian's kernel in QEMU over the host's own files, with what hangs on it. */
@NullMarked
package org.wangchuan.lab.guest;

import org.jspecify.annotations.NullMarked;
