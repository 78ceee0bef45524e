Console.WriteLine("pskt");
