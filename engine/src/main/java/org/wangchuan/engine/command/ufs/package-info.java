/** Query requests to UFS devices in the form of the kernel's {@code struct ufs_bsg_request}, and what devices answer (JESD220). */
@NullMarked
package org.wangchuan.engine.command.ufs;

import org.jspecify.annotations.NullMarked;
