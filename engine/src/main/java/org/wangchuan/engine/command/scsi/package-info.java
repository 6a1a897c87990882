/** SCSI commands for block devices, and what devices answer (SPC-5, SBC-4). */
@NullMarked
package org.wangchuan.engine.command.scsi;

import org.jspecify.annotations.NullMarked;
