/** Made SCSI and ATA drives: SPC-5, SBC-4, SAT-4, ACS-4. */
@NullMarked
package org.wangchuan.lab.scsi;

import org.jspecify.annotations.NullMarked;
