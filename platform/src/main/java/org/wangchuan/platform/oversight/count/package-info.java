/** How many results each site has, signed month by month: nobody chooses what is counted, or when. */
@NamedInterface("count")
@NullMarked
package org.wangchuan.platform.oversight.count;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
