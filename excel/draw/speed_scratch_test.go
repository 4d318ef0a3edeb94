package draw_test
import ("testing";"io";"fmt";"strings";"os";"runtime";"time"
"github.com/xuri/excelize/v2"
"actionplan/excel/draw")
func TestScratch(t *testing.T){
 narrative := strings.Repeat("Progress has been made with partners this quarter. ", 10)
 n:=20000
 text:=func(i,c int) string { if c==0 {return fmt.Sprint(i)}; if c==3 {return narrative[:100+i%300]}; if c==11||c==12 {return narrative[:200+i*7%300]}; return "On track" }
 peak:=func() uint64 { var m runtime.MemStats; runtime.ReadMemStats(&m); return m.Sys>>20 }
 if os.Getenv("W")=="ours" {
 cols:=make([]draw.Column,20); for i:=range cols{cols[i].Heading=fmt.Sprint("C",i)}
 row:=make([]draw.Cell,20)
 s:=time.Now()
 draw.Write(io.Discard, draw.Book{Title:"p",On:march,Sheets:[]draw.Sheet{{Name:"Actions",Title:"A",Table:draw.Table{Name:"Actions",Columns:cols,Rows:n,Row:func(i int)[]draw.Cell{for c:=range row{row[c]=draw.Words(text(i,c))};return row}}}}})
 t.Log("ours",time.Since(s),peak(),"MiB sys")
 } else {
 s:=time.Now()
 f:=excelize.NewFile(); sw,_:=f.NewStreamWriter("Sheet1"); r:=make([]any,20)
 for i:=range n { for c:=range r{r[c]=text(i,c)}; sw.SetRow(fmt.Sprintf("A%d",i+1),r)}
 sw.Flush(); f.Write(io.Discard)
 t.Log("default stream",time.Since(s),peak(),"MiB sys")
 }
}
