/** Commands to eMMC and SD cards in the form of the kernel's {@code struct mmc_ioc_cmd}, and what cards answer (JESD84-B51, SD Physical Layer). */
@NullMarked
package org.wangchuan.engine.command.mmc;

import org.jspecify.annotations.NullMarked;
