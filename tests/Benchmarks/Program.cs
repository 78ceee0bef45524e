using Benchmarks;
using KernelTrace.Tracefs;

// Prints the table of docs/design/performance.md, all of it measured in this one run. Needs root.
//   dotnet run -c Release --project tests/Benchmarks [-- decoding words sources functions rate pipeline peers beginnings]
string repository = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
string module = Path.Combine(repository, "output", "PSKernelTrace");
string pskt = Path.Combine(repository, "src", "PSKernelTrace.Shell", "bin", "Release", "net10.0", "pskt.dll");
bool Wanted(string part) => args.Length == 0 || args.Contains(part);

TracefsRoot root = TracefsRoot.Open();
var table = new Table();
using var host = new PowerShellHost(module);
if (Wanted("decoding")) Decoding.Run(root, table);
if (Wanted("words")) Wording.Run(root, table, repository);
if (Wanted("sources")) Sources.Run(root, table);
if (Wanted("functions")) Functions.Run(root, table, host);
if (Wanted("rate")) FastestRate.Run(root, table);
if (Wanted("pipeline")) Pipeline.Run(root, table, host);
if (Wanted("peers")) Peers.Run(root, table, host);
if (Wanted("beginnings")) Beginnings.Run(root, table, module, pskt);
table.Print();
