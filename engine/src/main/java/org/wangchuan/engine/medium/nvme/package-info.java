/** NVMe admin commands that read, through the kernel. */
@NullMarked
package org.wangchuan.engine.medium.nvme;

import org.jspecify.annotations.NullMarked;
