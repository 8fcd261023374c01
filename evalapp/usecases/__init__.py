"""One module for each thing people do; a public function is one transaction and never commits by itself."""
