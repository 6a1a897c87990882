/** Asks phones for facts: over each cable's protocol what it can tell, and never more than may be asked then. */
@NullMarked
package org.wangchuan.engine.phone.read;

import org.jspecify.annotations.NullMarked;
