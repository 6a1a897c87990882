/** Records of processing, and what an impact assessment needs: what the tables of this installation say, and what only the operator can write. */
@NullMarked
@NamedInterface("processing")
package org.wangchuan.platform.oversight.processing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
