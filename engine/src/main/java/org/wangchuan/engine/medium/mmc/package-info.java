/** Commands to eMMC through the kernel: those that read, and those of one technique of erasing. */
@NullMarked
package org.wangchuan.engine.medium.mmc;

import org.jspecify.annotations.NullMarked;
