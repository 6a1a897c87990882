/** NVMe admin commands in the form of the kernel's {@code struct nvme_passthru_cmd}, and what controllers answer (NVMe Base 2.0). */
@NullMarked
package org.wangchuan.engine.command.nvme;

import org.jspecify.annotations.NullMarked;
