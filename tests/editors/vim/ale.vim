" The setup for ALE, in Vim itself: a finding is shown at its place, and cleared when its code is repaired.

function! Findings() abort
  return map(copy(ale#engine#GetLoclist(bufnr(''))), 'v:val.linter_name . " " . v:val.lnum . ":" . v:val.col')
endfunction

function! Expect(findings, what) abort
  let l:tries = 0
  while Findings() != a:findings && l:tries < 200
    sleep 50m
    let l:tries += 1
  endwhile
  let l:passed = Findings() == a:findings
  let l:line = l:passed ? '  ok   ' . a:what : '  FAIL ' . a:what . ': ' . string(Findings())
  call writefile([l:line], $DWT_LINT_REPORT, 'a')
  if !l:passed
    cquit 1
  endif
endfunction

call Expect(['dwt-lint 3:10'], expand('%') . ': a finding is shown at its place')
%substitute/RemoveAllImage(/RemoveAllImages(/
doautocmd TextChanged
call Expect([], expand('%') . ': a finding is cleared when its code is repaired')
qall!
