/** A made NVMe drive behind NVMe over TCP (NVMe Base 2.0, NVM Command Set 1.0, NVMe/TCP Transport 1.0). */
@NullMarked
package org.wangchuan.lab.nvme;

import org.jspecify.annotations.NullMarked;
