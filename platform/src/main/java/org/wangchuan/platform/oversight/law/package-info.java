/** The register of laws: which rule asks for what, from when on, and what in the product answers it. */
@NullMarked
package org.wangchuan.platform.oversight.law;

import org.jspecify.annotations.NullMarked;
